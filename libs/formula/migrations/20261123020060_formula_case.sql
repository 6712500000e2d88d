-- migrate:up
-- Written by libs/formula/scripts/generate-case.mjs. LOWER and UPPER by Unicode 17.0, whatever the age of the server's ICU:
-- letters that it may not know yet are translated first, and the sigma at the end of a word, for which it must know the
-- letters beside it.

-- A capital sigma at the end of a word: behind a letter that has case and before none, marks between passed over.
CREATE FUNCTION formula.final_sigma() RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT format('(?<=[%1$s][%2$s]*)\u03a3(?![%2$s]*[%1$s])',
    '\u0041-\u005a\u0061-\u007a\u00aa\u00b5\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u01ba\u01bc-\u01bf\u01c4-\u0293\'
      || 'u0296-\u02af\u0370-\u0373\u0376-\u0377\u037b-\u037d\u037f\u0386\u0388-\u038a\u038c\u038e-\u03a1\u03a3-\u03f5\u'
      || '03f7-\u0481\u048a-\u052f\u0531-\u0556\u0560-\u0588\u10a0-\u10c5\u10c7\u10cd\u10d0-\u10fa\u10fd-\u10ff\u13a0-\u'
      || '13f5\u13f8-\u13fd\u1c80-\u1c8a\u1c90-\u1cba\u1cbd-\u1cbf\u1d00-\u1d2b\u1d6b-\u1d77\u1d79-\u1d9a\u1e00-\u1f15\u'
      || '1f18-\u1f1d\u1f20-\u1f45\u1f48-\u1f4d\u1f50-\u1f57\u1f59\u1f5b\u1f5d\u1f5f-\u1f7d\u1f80-\u1fb4\u1fb6-\u1fbc\u1'
      || 'fbe\u1fc2-\u1fc4\u1fc6-\u1fcc\u1fd0-\u1fd3\u1fd6-\u1fdb\u1fe0-\u1fec\u1ff2-\u1ff4\u1ff6-\u1ffc\u2102\u2107\u21'
      || '0a-\u2113\u2115\u2119-\u211d\u2124\u2126\u2128\u212a-\u212d\u212f-\u2134\u2139\u213c-\u213f\u2145-\u2149\u214e'
      || '\u2160-\u217f\u2183-\u2184\u24b6-\u24e9\u2c00-\u2c7b\u2c7e-\u2ce4\u2ceb-\u2cee\u2cf2-\u2cf3\u2d00-\u2d25\u2d27'
      || '\u2d2d\ua640-\ua66d\ua680-\ua69b\ua722-\ua76f\ua771-\ua787\ua78b-\ua78e\ua790-\ua7dc\ua7f5-\ua7f6\ua7fa\uab30-'
      || '\uab5a\uab60-\uab68\uab70-\uabbf\ufb00-\ufb06\ufb13-\ufb17\uff21-\uff3a\uff41-\uff5a\U00010400-\U0001044f\U000'
      || '104b0-\U000104d3\U000104d8-\U000104fb\U00010570-\U0001057a\U0001057c-\U0001058a\U0001058c-\U00010592\U00010594'
      || '-\U00010595\U00010597-\U000105a1\U000105a3-\U000105b1\U000105b3-\U000105b9\U000105bb-\U000105bc\U00010c80-\U00'
      || '010cb2\U00010cc0-\U00010cf2\U00010d50-\U00010d65\U00010d70-\U00010d85\U000118a0-\U000118df\U00016e40-\U00016e7'
      || 'f\U00016ea0-\U00016eb8\U00016ebb-\U00016ed3\U0001d400-\U0001d454\U0001d456-\U0001d49c\U0001d49e-\U0001d49f\U00'
      || '01d4a2\U0001d4a5-\U0001d4a6\U0001d4a9-\U0001d4ac\U0001d4ae-\U0001d4b9\U0001d4bb\U0001d4bd-\U0001d4c3\U0001d4c5'
      || '-\U0001d505\U0001d507-\U0001d50a\U0001d50d-\U0001d514\U0001d516-\U0001d51c\U0001d51e-\U0001d539\U0001d53b-\U00'
      || '01d53e\U0001d540-\U0001d544\U0001d546\U0001d54a-\U0001d550\U0001d552-\U0001d6a5\U0001d6a8-\U0001d6c0\U0001d6c2'
      || '-\U0001d6da\U0001d6dc-\U0001d6fa\U0001d6fc-\U0001d714\U0001d716-\U0001d734\U0001d736-\U0001d74e\U0001d750-\U00'
      || '01d76e\U0001d770-\U0001d788\U0001d78a-\U0001d7a8\U0001d7aa-\U0001d7c2\U0001d7c4-\U0001d7cb\U0001df00-\U0001df0'
      || '9\U0001df0b-\U0001df1e\U0001df25-\U0001df2a\U0001e900-\U0001e943\U0001f130-\U0001f149\U0001f150-\U0001f169\U00'
      || '01f170-\U0001f189',
    '\u0027\u002e\u003a\u005e\u0060\u00a8\u00ad\u00af\u00b4\u00b7-\u00b8\u02b0-\u036f\u0374-\u0375\u037a\u0384-\u03'
      || '85\u0387\u0483-\u0489\u0559\u055f\u0591-\u05bd\u05bf\u05c1-\u05c2\u05c4-\u05c5\u05c7\u05f4\u0600-\u0605\u0610-'
      || '\u061a\u061c\u0640\u064b-\u065f\u0670\u06d6-\u06dd\u06df-\u06e8\u06ea-\u06ed\u070f\u0711\u0730-\u074a\u07a6-\u'
      || '07b0\u07eb-\u07f5\u07fa\u07fd\u0816-\u082d\u0859-\u085b\u0888\u0890-\u0891\u0897-\u089f\u08c9-\u0902\u093a\u09'
      || '3c\u0941-\u0948\u094d\u0951-\u0957\u0962-\u0963\u0971\u0981\u09bc\u09c1-\u09c4\u09cd\u09e2-\u09e3\u09fe\u0a01-'
      || '\u0a02\u0a3c\u0a41-\u0a42\u0a47-\u0a48\u0a4b-\u0a4d\u0a51\u0a70-\u0a71\u0a75\u0a81-\u0a82\u0abc\u0ac1-\u0ac5\u'
      || '0ac7-\u0ac8\u0acd\u0ae2-\u0ae3\u0afa-\u0aff\u0b01\u0b3c\u0b3f\u0b41-\u0b44\u0b4d\u0b55-\u0b56\u0b62-\u0b63\u0b'
      || '82\u0bc0\u0bcd\u0c00\u0c04\u0c3c\u0c3e-\u0c40\u0c46-\u0c48\u0c4a-\u0c4d\u0c55-\u0c56\u0c62-\u0c63\u0c81\u0cbc\'
      || 'u0cbf\u0cc6\u0ccc-\u0ccd\u0ce2-\u0ce3\u0d00-\u0d01\u0d3b-\u0d3c\u0d41-\u0d44\u0d4d\u0d62-\u0d63\u0d81\u0dca\u0'
      || 'dd2-\u0dd4\u0dd6\u0e31\u0e34-\u0e3a\u0e46-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec6\u0ec8-\u0ece\u0f18-\u0f19\u0f35\u0f3'
      || '7\u0f39\u0f71-\u0f7e\u0f80-\u0f84\u0f86-\u0f87\u0f8d-\u0f97\u0f99-\u0fbc\u0fc6\u102d-\u1030\u1032-\u1037\u1039'
      || '-\u103a\u103d-\u103e\u1058-\u1059\u105e-\u1060\u1071-\u1074\u1082\u1085-\u1086\u108d\u109d\u10fc\u135d-\u135f\'
      || 'u1712-\u1714\u1732-\u1733\u1752-\u1753\u1772-\u1773\u17b4-\u17b5\u17b7-\u17bd\u17c6\u17c9-\u17d3\u17d7\u17dd\u'
      || '180b-\u180f\u1843\u1885-\u1886\u18a9\u1920-\u1922\u1927-\u1928\u1932\u1939-\u193b\u1a17-\u1a18\u1a1b\u1a56\u1a'
      || '58-\u1a5e\u1a60\u1a62\u1a65-\u1a6c\u1a73-\u1a7c\u1a7f\u1aa7\u1ab0-\u1add\u1ae0-\u1aeb\u1b00-\u1b03\u1b34\u1b36'
      || '-\u1b3a\u1b3c\u1b42\u1b6b-\u1b73\u1b80-\u1b81\u1ba2-\u1ba5\u1ba8-\u1ba9\u1bab-\u1bad\u1be6\u1be8-\u1be9\u1bed\'
      || 'u1bef-\u1bf1\u1c2c-\u1c33\u1c36-\u1c37\u1c78-\u1c7d\u1cd0-\u1cd2\u1cd4-\u1ce0\u1ce2-\u1ce8\u1ced\u1cf4\u1cf8-\'
      || 'u1cf9\u1d2c-\u1d6a\u1d78\u1d9b-\u1dff\u1fbd\u1fbf-\u1fc1\u1fcd-\u1fcf\u1fdd-\u1fdf\u1fed-\u1fef\u1ffd-\u1ffe\u'
      || '200b-\u200f\u2018-\u2019\u2024\u2027\u202a-\u202e\u2060-\u2064\u2066-\u206f\u2071\u207f\u2090-\u209c\u20d0-\u2'
      || '0f0\u2c7c-\u2c7d\u2cef-\u2cf1\u2d6f\u2d7f\u2de0-\u2dff\u2e2f\u3005\u302a-\u302d\u3031-\u3035\u303b\u3099-\u309'
      || 'e\u30fc-\u30fe\ua015\ua4f8-\ua4fd\ua60c\ua66f-\ua672\ua674-\ua67d\ua67f\ua69c-\ua69f\ua6f0-\ua6f1\ua700-\ua721'
      || '\ua770\ua788-\ua78a\ua7f1-\ua7f4\ua7f8-\ua7f9\ua802\ua806\ua80b\ua825-\ua826\ua82c\ua8c4-\ua8c5\ua8e0-\ua8f1\u'
      || 'a8ff\ua926-\ua92d\ua947-\ua951\ua980-\ua982\ua9b3\ua9b6-\ua9b9\ua9bc-\ua9bd\ua9cf\ua9e5-\ua9e6\uaa29-\uaa2e\ua'
      || 'a31-\uaa32\uaa35-\uaa36\uaa43\uaa4c\uaa70\uaa7c\uaab0\uaab2-\uaab4\uaab7-\uaab8\uaabe-\uaabf\uaac1\uaadd\uaaec'
      || '-\uaaed\uaaf3-\uaaf4\uaaf6\uab5b-\uab5f\uab69-\uab6b\uabe5\uabe8\uabed\ufb1e\ufbb2-\ufbc2\ufe00-\ufe0f\ufe13\u'
      || 'fe20-\ufe2f\ufe52\ufe55\ufeff\uff07\uff0e\uff1a\uff3e\uff40\uff70\uff9e-\uff9f\uffe3\ufff9-\ufffb\U000101fd\U0'
      || '00102e0\U00010376-\U0001037a\U00010780-\U00010785\U00010787-\U000107b0\U000107b2-\U000107ba\U00010a01-\U00010a'
      || '03\U00010a05-\U00010a06\U00010a0c-\U00010a0f\U00010a38-\U00010a3a\U00010a3f\U00010ae5-\U00010ae6\U00010d24-\U0'
      || '0010d27\U00010d4e\U00010d69-\U00010d6d\U00010d6f\U00010eab-\U00010eac\U00010ec5\U00010efa-\U00010eff\U00010f46'
      || '-\U00010f50\U00010f82-\U00010f85\U00011001\U00011038-\U00011046\U00011070\U00011073-\U00011074\U0001107f-\U000'
      || '11081\U000110b3-\U000110b6\U000110b9-\U000110ba\U000110bd\U000110c2\U000110cd\U00011100-\U00011102\U00011127-\'
      || 'U0001112b\U0001112d-\U00011134\U00011173\U00011180-\U00011181\U000111b6-\U000111be\U000111c9-\U000111cc\U00011'
      || '1cf\U0001122f-\U00011231\U00011234\U00011236-\U00011237\U0001123e\U00011241\U000112df\U000112e3-\U000112ea\U00'
      || '011300-\U00011301\U0001133b-\U0001133c\U00011340\U00011366-\U0001136c\U00011370-\U00011374\U000113bb-\U000113c'
      || '0\U000113ce\U000113d0\U000113d2\U000113e1-\U000113e2\U00011438-\U0001143f\U00011442-\U00011444\U00011446\U0001'
      || '145e\U000114b3-\U000114b8\U000114ba\U000114bf-\U000114c0\U000114c2-\U000114c3\U000115b2-\U000115b5\U000115bc-\'
      || 'U000115bd\U000115bf-\U000115c0\U000115dc-\U000115dd\U00011633-\U0001163a\U0001163d\U0001163f-\U00011640\U00011'
      || '6ab\U000116ad\U000116b0-\U000116b5\U000116b7\U0001171d\U0001171f\U00011722-\U00011725\U00011727-\U0001172b\U00'
      || '01182f-\U00011837\U00011839-\U0001183a\U0001193b-\U0001193c\U0001193e\U00011943\U000119d4-\U000119d7\U000119da'
      || '-\U000119db\U000119e0\U00011a01-\U00011a0a\U00011a33-\U00011a38\U00011a3b-\U00011a3e\U00011a47\U00011a51-\U000'
      || '11a56\U00011a59-\U00011a5b\U00011a8a-\U00011a96\U00011a98-\U00011a99\U00011b60\U00011b62-\U00011b64\U00011b66\'
      || 'U00011c30-\U00011c36\U00011c38-\U00011c3d\U00011c3f\U00011c92-\U00011ca7\U00011caa-\U00011cb0\U00011cb2-\U0001'
      || '1cb3\U00011cb5-\U00011cb6\U00011d31-\U00011d36\U00011d3a\U00011d3c-\U00011d3d\U00011d3f-\U00011d45\U00011d47\U'
      || '00011d90-\U00011d91\U00011d95\U00011d97\U00011dd9\U00011ef3-\U00011ef4\U00011f00-\U00011f01\U00011f36-\U00011f'
      || '3a\U00011f40\U00011f42\U00011f5a\U00013430-\U00013440\U00013447-\U00013455\U0001611e-\U00016129\U0001612d-\U00'
      || '01612f\U00016af0-\U00016af4\U00016b30-\U00016b36\U00016b40-\U00016b43\U00016d40-\U00016d42\U00016d6b-\U00016d6'
      || 'c\U00016f4f\U00016f8f-\U00016f9f\U00016fe0-\U00016fe1\U00016fe3-\U00016fe4\U00016ff2-\U00016ff3\U0001aff0-\U00'
      || '01aff3\U0001aff5-\U0001affb\U0001affd-\U0001affe\U0001bc9d-\U0001bc9e\U0001bca0-\U0001bca3\U0001cf00-\U0001cf2'
      || 'd\U0001cf30-\U0001cf46\U0001d167-\U0001d169\U0001d173-\U0001d182\U0001d185-\U0001d18b\U0001d1aa-\U0001d1ad\U00'
      || '01d242-\U0001d244\U0001da00-\U0001da36\U0001da3b-\U0001da6c\U0001da75\U0001da84\U0001da9b-\U0001da9f\U0001daa1'
      || '-\U0001daaf\U0001e000-\U0001e006\U0001e008-\U0001e018\U0001e01b-\U0001e021\U0001e023-\U0001e024\U0001e026-\U00'
      || '01e02a\U0001e030-\U0001e06d\U0001e08f\U0001e130-\U0001e13d\U0001e2ae\U0001e2ec-\U0001e2ef\U0001e4eb-\U0001e4ef'
      || '\U0001e5ee-\U0001e5ef\U0001e6e3\U0001e6e6\U0001e6ee-\U0001e6ef\U0001e6f5\U0001e6ff\U0001e8d0-\U0001e8d6\U0001e'
      || '944-\U0001e94b\U0001f3fb-\U0001f3ff\U000e0001\U000e0020-\U000e007f\U000e0100-\U000e01ef')
$$;

-- Of texts with one of these letters.
CREATE FUNCTION formula.lower_newer(t text) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS $$
BEGIN
  RETURN lower(translate(regexp_replace(t, formula.final_sigma(), U&'\03c2', 'g'),
      U&'\+0003a3\+001c89\+001c90\+001c91\+001c92\+001c93\+001c94\+001c95\+001c96\+001c97\+001c98\+001c99\+001c9a\+001c9b'
      || U&'\+001c9c\+001c9d\+001c9e\+001c9f\+001ca0\+001ca1\+001ca2\+001ca3\+001ca4\+001ca5\+001ca6\+001ca7\+001ca8\+001ca9'
      || U&'\+001caa\+001cab\+001cac\+001cad\+001cae\+001caf\+001cb0\+001cb1\+001cb2\+001cb3\+001cb4\+001cb5\+001cb6\+001cb7'
      || U&'\+001cb8\+001cb9\+001cba\+001cbd\+001cbe\+001cbf\+002c2f\+00a7b8\+00a7ba\+00a7bc\+00a7be\+00a7c0\+00a7c2\+00a7c4'
      || U&'\+00a7c5\+00a7c6\+00a7c7\+00a7c9\+00a7cb\+00a7cc\+00a7ce\+00a7d0\+00a7d2\+00a7d4\+00a7d6\+00a7d8\+00a7da\+00a7dc'
      || U&'\+00a7f5\+010570\+010571\+010572\+010573\+010574\+010575\+010576\+010577\+010578\+010579\+01057a\+01057c\+01057d'
      || U&'\+01057e\+01057f\+010580\+010581\+010582\+010583\+010584\+010585\+010586\+010587\+010588\+010589\+01058a\+01058c'
      || U&'\+01058d\+01058e\+01058f\+010590\+010591\+010592\+010594\+010595\+010d50\+010d51\+010d52\+010d53\+010d54\+010d55'
      || U&'\+010d56\+010d57\+010d58\+010d59\+010d5a\+010d5b\+010d5c\+010d5d\+010d5e\+010d5f\+010d60\+010d61\+010d62\+010d63'
      || U&'\+010d64\+010d65\+016e40\+016e41\+016e42\+016e43\+016e44\+016e45\+016e46\+016e47\+016e48\+016e49\+016e4a\+016e4b'
      || U&'\+016e4c\+016e4d\+016e4e\+016e4f\+016e50\+016e51\+016e52\+016e53\+016e54\+016e55\+016e56\+016e57\+016e58\+016e59'
      || U&'\+016e5a\+016e5b\+016e5c\+016e5d\+016e5e\+016e5f\+016ea0\+016ea1\+016ea2\+016ea3\+016ea4\+016ea5\+016ea6\+016ea7'
      || U&'\+016ea8\+016ea9\+016eaa\+016eab\+016eac\+016ead\+016eae\+016eaf\+016eb0\+016eb1\+016eb2\+016eb3\+016eb4\+016eb5'
      || U&'\+016eb6\+016eb7\+016eb8',
      U&'\+0003c3\+001c8a\+0010d0\+0010d1\+0010d2\+0010d3\+0010d4\+0010d5\+0010d6\+0010d7\+0010d8\+0010d9\+0010da\+0010db'
      || U&'\+0010dc\+0010dd\+0010de\+0010df\+0010e0\+0010e1\+0010e2\+0010e3\+0010e4\+0010e5\+0010e6\+0010e7\+0010e8\+0010e9'
      || U&'\+0010ea\+0010eb\+0010ec\+0010ed\+0010ee\+0010ef\+0010f0\+0010f1\+0010f2\+0010f3\+0010f4\+0010f5\+0010f6\+0010f7'
      || U&'\+0010f8\+0010f9\+0010fa\+0010fd\+0010fe\+0010ff\+002c5f\+00a7b9\+00a7bb\+00a7bd\+00a7bf\+00a7c1\+00a7c3\+00a794'
      || U&'\+000282\+001d8e\+00a7c8\+00a7ca\+000264\+00a7cd\+00a7cf\+00a7d1\+00a7d3\+00a7d5\+00a7d7\+00a7d9\+00a7db\+00019b'
      || U&'\+00a7f6\+010597\+010598\+010599\+01059a\+01059b\+01059c\+01059d\+01059e\+01059f\+0105a0\+0105a1\+0105a3\+0105a4'
      || U&'\+0105a5\+0105a6\+0105a7\+0105a8\+0105a9\+0105aa\+0105ab\+0105ac\+0105ad\+0105ae\+0105af\+0105b0\+0105b1\+0105b3'
      || U&'\+0105b4\+0105b5\+0105b6\+0105b7\+0105b8\+0105b9\+0105bb\+0105bc\+010d70\+010d71\+010d72\+010d73\+010d74\+010d75'
      || U&'\+010d76\+010d77\+010d78\+010d79\+010d7a\+010d7b\+010d7c\+010d7d\+010d7e\+010d7f\+010d80\+010d81\+010d82\+010d83'
      || U&'\+010d84\+010d85\+016e60\+016e61\+016e62\+016e63\+016e64\+016e65\+016e66\+016e67\+016e68\+016e69\+016e6a\+016e6b'
      || U&'\+016e6c\+016e6d\+016e6e\+016e6f\+016e70\+016e71\+016e72\+016e73\+016e74\+016e75\+016e76\+016e77\+016e78\+016e79'
      || U&'\+016e7a\+016e7b\+016e7c\+016e7d\+016e7e\+016e7f\+016ebb\+016ebc\+016ebd\+016ebe\+016ebf\+016ec0\+016ec1\+016ec2'
      || U&'\+016ec3\+016ec4\+016ec5\+016ec6\+016ec7\+016ec8\+016ec9\+016eca\+016ecb\+016ecc\+016ecd\+016ece\+016ecf\+016ed0'
      || U&'\+016ed1\+016ed2\+016ed3') COLLATE "und-x-icu") COLLATE "default";
END $$;

CREATE FUNCTION formula.lower_unicode(t text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN t ~ ('['
      || '\u03a3\u1c89\u1c90-\u1cba\u1cbd-\u1cbf\u2c2f\ua7b8\ua7ba\ua7bc\ua7be\ua7c0\ua7c2\ua7c4-\ua7c7\ua7c9\ua7cb-\ua7'
      || 'cc\ua7ce\ua7d0\ua7d2\ua7d4\ua7d6\ua7d8\ua7da\ua7dc\ua7f5\U00010570-\U0001057a\U0001057c-\U0001058a\U0001058c-\'
      || 'U00010592\U00010594-\U00010595\U00010d50-\U00010d65\U00016e40-\U00016e5f\U00016ea0-\U00016eb8'
      || ']') THEN formula.lower_newer(t)
    ELSE lower(t COLLATE "und-x-icu") COLLATE "default" END
$$;

CREATE FUNCTION formula.lower_case(t text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN octet_length(t) = length(t) THEN lower(t COLLATE "C") COLLATE "default"
    ELSE formula.lower_unicode(t) END
$$;

-- Of texts with one of these letters.
CREATE FUNCTION formula.upper_newer(t text) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS $$
BEGIN
  RETURN upper(translate(t,
      U&'\+00019b\+000264\+000282\+0010d0\+0010d1\+0010d2\+0010d3\+0010d4\+0010d5\+0010d6\+0010d7\+0010d8\+0010d9\+0010da'
      || U&'\+0010db\+0010dc\+0010dd\+0010de\+0010df\+0010e0\+0010e1\+0010e2\+0010e3\+0010e4\+0010e5\+0010e6\+0010e7\+0010e8'
      || U&'\+0010e9\+0010ea\+0010eb\+0010ec\+0010ed\+0010ee\+0010ef\+0010f0\+0010f1\+0010f2\+0010f3\+0010f4\+0010f5\+0010f6'
      || U&'\+0010f7\+0010f8\+0010f9\+0010fa\+0010fd\+0010fe\+0010ff\+001c8a\+001d8e\+002c5f\+00a794\+00a7b9\+00a7bb\+00a7bd'
      || U&'\+00a7bf\+00a7c1\+00a7c3\+00a7c8\+00a7ca\+00a7cd\+00a7cf\+00a7d1\+00a7d3\+00a7d5\+00a7d7\+00a7d9\+00a7db\+00a7f6'
      || U&'\+010597\+010598\+010599\+01059a\+01059b\+01059c\+01059d\+01059e\+01059f\+0105a0\+0105a1\+0105a3\+0105a4\+0105a5'
      || U&'\+0105a6\+0105a7\+0105a8\+0105a9\+0105aa\+0105ab\+0105ac\+0105ad\+0105ae\+0105af\+0105b0\+0105b1\+0105b3\+0105b4'
      || U&'\+0105b5\+0105b6\+0105b7\+0105b8\+0105b9\+0105bb\+0105bc\+010d70\+010d71\+010d72\+010d73\+010d74\+010d75\+010d76'
      || U&'\+010d77\+010d78\+010d79\+010d7a\+010d7b\+010d7c\+010d7d\+010d7e\+010d7f\+010d80\+010d81\+010d82\+010d83\+010d84'
      || U&'\+010d85\+016e60\+016e61\+016e62\+016e63\+016e64\+016e65\+016e66\+016e67\+016e68\+016e69\+016e6a\+016e6b\+016e6c'
      || U&'\+016e6d\+016e6e\+016e6f\+016e70\+016e71\+016e72\+016e73\+016e74\+016e75\+016e76\+016e77\+016e78\+016e79\+016e7a'
      || U&'\+016e7b\+016e7c\+016e7d\+016e7e\+016e7f\+016ebb\+016ebc\+016ebd\+016ebe\+016ebf\+016ec0\+016ec1\+016ec2\+016ec3'
      || U&'\+016ec4\+016ec5\+016ec6\+016ec7\+016ec8\+016ec9\+016eca\+016ecb\+016ecc\+016ecd\+016ece\+016ecf\+016ed0\+016ed1'
      || U&'\+016ed2\+016ed3',
      U&'\+00a7dc\+00a7cb\+00a7c5\+001c90\+001c91\+001c92\+001c93\+001c94\+001c95\+001c96\+001c97\+001c98\+001c99\+001c9a'
      || U&'\+001c9b\+001c9c\+001c9d\+001c9e\+001c9f\+001ca0\+001ca1\+001ca2\+001ca3\+001ca4\+001ca5\+001ca6\+001ca7\+001ca8'
      || U&'\+001ca9\+001caa\+001cab\+001cac\+001cad\+001cae\+001caf\+001cb0\+001cb1\+001cb2\+001cb3\+001cb4\+001cb5\+001cb6'
      || U&'\+001cb7\+001cb8\+001cb9\+001cba\+001cbd\+001cbe\+001cbf\+001c89\+00a7c6\+002c2f\+00a7c4\+00a7b8\+00a7ba\+00a7bc'
      || U&'\+00a7be\+00a7c0\+00a7c2\+00a7c7\+00a7c9\+00a7cc\+00a7ce\+00a7d0\+00a7d2\+00a7d4\+00a7d6\+00a7d8\+00a7da\+00a7f5'
      || U&'\+010570\+010571\+010572\+010573\+010574\+010575\+010576\+010577\+010578\+010579\+01057a\+01057c\+01057d\+01057e'
      || U&'\+01057f\+010580\+010581\+010582\+010583\+010584\+010585\+010586\+010587\+010588\+010589\+01058a\+01058c\+01058d'
      || U&'\+01058e\+01058f\+010590\+010591\+010592\+010594\+010595\+010d50\+010d51\+010d52\+010d53\+010d54\+010d55\+010d56'
      || U&'\+010d57\+010d58\+010d59\+010d5a\+010d5b\+010d5c\+010d5d\+010d5e\+010d5f\+010d60\+010d61\+010d62\+010d63\+010d64'
      || U&'\+010d65\+016e40\+016e41\+016e42\+016e43\+016e44\+016e45\+016e46\+016e47\+016e48\+016e49\+016e4a\+016e4b\+016e4c'
      || U&'\+016e4d\+016e4e\+016e4f\+016e50\+016e51\+016e52\+016e53\+016e54\+016e55\+016e56\+016e57\+016e58\+016e59\+016e5a'
      || U&'\+016e5b\+016e5c\+016e5d\+016e5e\+016e5f\+016ea0\+016ea1\+016ea2\+016ea3\+016ea4\+016ea5\+016ea6\+016ea7\+016ea8'
      || U&'\+016ea9\+016eaa\+016eab\+016eac\+016ead\+016eae\+016eaf\+016eb0\+016eb1\+016eb2\+016eb3\+016eb4\+016eb5\+016eb6'
      || U&'\+016eb7\+016eb8') COLLATE "und-x-icu") COLLATE "default";
END $$;

CREATE FUNCTION formula.upper_unicode(t text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN t ~ ('['
      || '\u019b\u0264\u0282\u10d0-\u10fa\u10fd-\u10ff\u1c8a\u1d8e\u2c5f\ua794\ua7b9\ua7bb\ua7bd\ua7bf\ua7c1\ua7c3\ua7c8'
      || '\ua7ca\ua7cd\ua7cf\ua7d1\ua7d3\ua7d5\ua7d7\ua7d9\ua7db\ua7f6\U00010597-\U000105a1\U000105a3-\U000105b1\U000105'
      || 'b3-\U000105b9\U000105bb-\U000105bc\U00010d70-\U00010d85\U00016e60-\U00016e7f\U00016ebb-\U00016ed3'
      || ']') THEN formula.upper_newer(t)
    ELSE upper(t COLLATE "und-x-icu") COLLATE "default" END
$$;

CREATE FUNCTION formula.upper_case(t text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN octet_length(t) = length(t) THEN upper(t COLLATE "C") COLLATE "default"
    ELSE formula.upper_unicode(t) END
$$;

-- Lower case where that keeps the length, so that positions in it are positions in the text.
CREATE FUNCTION formula.folded(t text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN length(formula.lower_case(t)) = length(t) THEN formula.lower_case(t) ELSE t END
$$;

-- migrate:down
DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['folded', 'upper_case', 'upper_unicode', 'upper_newer', 'lower_case', 'lower_unicode',
    'lower_newer', 'final_sigma'] LOOP
    EXECUTE format('DROP ROUTINE formula.%I', name);
  END LOOP;
END $$;
