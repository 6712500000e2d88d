import {
  TextAlignStart,
  AtSign,
  Barcode,
  Binoculars,
  CalendarClock,
  CalendarDays,
  CalendarPlus,
  CircleChevronDown,
  ClockFading,
  CloudDownload,
  DollarSign,
  Hash,
  Link2,
  ListChecks,
  ListOrdered,
  Network,
  Paperclip,
  Percent,
  Pilcrow,
  Phone,
  Sigma,
  Sparkles,
  SquareCheck,
  Star,
  Timer,
  SquareFunction,
  SquareMousePointer,
  Tally5,
  Type,
  User,
  UserPen,
  UserPlus,
  Users,
  type LucideIcon,
} from 'lucide-react';

/** A field's icon is its type, everywhere. */
export const FIELD_ICONS = {
  singleLineText: Type,
  multilineText: TextAlignStart,
  richText: Pilcrow,
  email: AtSign,
  url: Link2,
  phoneNumber: Phone,
  number: Hash,
  percent: Percent,
  currency: DollarSign,
  duration: Timer,
  rating: Star,
  checkbox: SquareCheck,
  date: CalendarDays,
  dateTime: CalendarClock,
  singleSelect: CircleChevronDown,
  multipleSelects: ListChecks,
  singleCollaborator: User,
  multipleCollaborators: Users,
  multipleRecordLinks: Network,
  multipleAttachments: Paperclip,
  barcode: Barcode,
  button: SquareMousePointer,
  aiText: Sparkles,
  externalSyncSource: CloudDownload,
  autoNumber: ListOrdered,
  createdTime: CalendarPlus,
  createdBy: UserPlus,
  lastModifiedTime: ClockFading,
  lastModifiedBy: UserPen,
  formula: SquareFunction,
  rollup: Sigma,
  count: Tally5,
  multipleLookupValues: Binoculars,
} as const satisfies Record<string, LucideIcon>;

export type FieldIconName = keyof typeof FIELD_ICONS;

/** The sixteen-pixel icon of a field type; decorative, the type's name stands elsewhere. */
export function FieldIcon({
  type,
  size = 16,
  className,
}: {
  type: FieldIconName;
  size?: number;
  className?: string;
}) {
  const Icon = FIELD_ICONS[type];
  return (
    <Icon
      size={size}
      strokeWidth={1.5}
      aria-hidden="true"
      {...(className === undefined ? {} : { className })}
    />
  );
}
