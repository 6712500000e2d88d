import base, { withoutIo } from '../../eslint.config.mjs';

export default [...base, withoutIo()];
