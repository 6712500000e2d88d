/** A link that opens what a person meant: a bare host gets https, and only web addresses pass; '' otherwise. */
export function webAddress(typed: string): string {
  const address = /^[a-z][a-z0-9+.-]*:/i.test(typed) ? typed : `https://${typed}`;
  return /^https?:\/\/[^\s]+$/i.test(address) ? address : '';
}
