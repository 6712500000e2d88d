import { baseFileText } from '../base-file-text';
import type { BasePlan } from '../base-plan';

/** The base file of a plan, as whoever reads it has it. */
export const exported = (plan: BasePlan): unknown => JSON.parse([...baseFileText(plan)].join(''));
