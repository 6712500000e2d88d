import base from '../../eslint.config.mjs';
import { withoutIo } from '../../tools/boundaries/pure.mjs';

export default [...base, withoutIo()];
