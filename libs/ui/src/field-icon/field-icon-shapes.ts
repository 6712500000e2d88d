/* The shapes of the field icons, for canvases; the components that draw the same shapes are in field-icon.tsx. */
import * as textAlignStart from 'lucide-react/icons/text-align-start';
import * as atSign from 'lucide-react/icons/at-sign';
import * as barcode from 'lucide-react/icons/barcode';
import * as binoculars from 'lucide-react/icons/binoculars';
import * as calendarClock from 'lucide-react/icons/calendar-clock';
import * as calendarDays from 'lucide-react/icons/calendar-days';
import * as calendarPlus from 'lucide-react/icons/calendar-plus';
import * as circleChevronDown from 'lucide-react/icons/circle-chevron-down';
import * as clockFading from 'lucide-react/icons/clock-fading';
import * as cloudDownload from 'lucide-react/icons/cloud-download';
import * as dollarSign from 'lucide-react/icons/dollar-sign';
import * as hash from 'lucide-react/icons/hash';
import * as link2 from 'lucide-react/icons/link-2';
import * as listChecks from 'lucide-react/icons/list-checks';
import * as listOrdered from 'lucide-react/icons/list-ordered';
import * as network from 'lucide-react/icons/network';
import * as paperclip from 'lucide-react/icons/paperclip';
import * as percent from 'lucide-react/icons/percent';
import * as pilcrow from 'lucide-react/icons/pilcrow';
import * as phone from 'lucide-react/icons/phone';
import * as sigma from 'lucide-react/icons/sigma';
import * as sparkles from 'lucide-react/icons/sparkles';
import * as squareMousePointer from 'lucide-react/icons/square-mouse-pointer';
import * as squareCheck from 'lucide-react/icons/square-check';
import * as squareFunction from 'lucide-react/icons/square-function';
import * as star from 'lucide-react/icons/star';
import * as tally5 from 'lucide-react/icons/tally-5';
import * as timer from 'lucide-react/icons/timer';
import * as type from 'lucide-react/icons/type';
import * as user from 'lucide-react/icons/user';
import * as userPen from 'lucide-react/icons/user-pen';
import * as userPlus from 'lucide-react/icons/user-plus';
import * as users from 'lucide-react/icons/users';
import type { FieldIconName } from './field-icon';

/** Shapes in a 24 × 24 box, stroked: tag and attributes of each. */
export type IconShapes = readonly (readonly [
  tag: string,
  attributes: Readonly<Record<string, string | number | undefined>>,
])[];

/** Lucide's icon modules carry their shapes beside the component, but its types name the component alone. */
const shapesOf = (icon: object): IconShapes => (icon as { __iconData: { node: IconShapes } }).__iconData.node;

/** Per field type, what its icon is made of. */
export const FIELD_ICON_SHAPES: Readonly<Record<FieldIconName, IconShapes>> = {
  singleLineText: shapesOf(type),
  multilineText: shapesOf(textAlignStart),
  richText: shapesOf(pilcrow),
  email: shapesOf(atSign),
  url: shapesOf(link2),
  phoneNumber: shapesOf(phone),
  number: shapesOf(hash),
  percent: shapesOf(percent),
  currency: shapesOf(dollarSign),
  duration: shapesOf(timer),
  rating: shapesOf(star),
  checkbox: shapesOf(squareCheck),
  date: shapesOf(calendarDays),
  dateTime: shapesOf(calendarClock),
  singleSelect: shapesOf(circleChevronDown),
  multipleSelects: shapesOf(listChecks),
  singleCollaborator: shapesOf(user),
  multipleCollaborators: shapesOf(users),
  multipleRecordLinks: shapesOf(network),
  multipleAttachments: shapesOf(paperclip),
  barcode: shapesOf(barcode),
  button: shapesOf(squareMousePointer),
  aiText: shapesOf(sparkles),
  externalSyncSource: shapesOf(cloudDownload),
  autoNumber: shapesOf(listOrdered),
  createdTime: shapesOf(calendarPlus),
  createdBy: shapesOf(userPlus),
  lastModifiedTime: shapesOf(clockFading),
  lastModifiedBy: shapesOf(userPen),
  formula: shapesOf(squareFunction),
  rollup: shapesOf(sigma),
  count: shapesOf(tally5),
  multipleLookupValues: shapesOf(binoculars),
};
