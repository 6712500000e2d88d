export * from './access/caller';
export * from './access/levels';
export * from './access/reach';
export * from './access/sharing';
export { baseFileText } from './base-file/base-file-text';
export type * from './base-file/base-plan';
export { baseFileSteps, parseBaseFile } from './base-file/parse-base-file';
export { makingOrder, type PlacedLink } from './base-file/link-order';
export type { KnownUsers } from './base-file/read-users';
export { askedChanges, isChanged } from './computed/asked-changes';
export { affectedCells } from './computed/affected-cells';
export {
  type CellReads,
  type CellSource,
  type CellSources,
  cellSources,
  readsOf,
} from './computed/cell-sources';
export { checkFilter } from './computed/check-filter';
export * from './computed/computed';
export { type FormulaRow, OwnFormulas } from './computed/own-formulas';
export type { Dependents } from './computed/dependents';
export { seenBack } from './computed/seen-back';
export { holdsDays, valueType } from './computed/value-type';
export * from './cells/format-record';
export * from './cells/merge-updates';
export * from './cells/write-input';
export * from './changes/change-feed';
export * from './list/list-query';
export * from './list/offset-token';
export * from './model/base-model';
export * from './model/field-model';
export * from './model/link-ends';
export { shownModel } from './model/shown-model';
export * from './model/table-model';
export { PastTable } from './past/past-table';
export type { LoggedRecord } from './past/past-table';
export * from './records/absent-record';
export type { CellForm, CellInput } from './records/cell-input';
export * from './records/change-set';
export * from './records/compose-changes';
export type { CreateRecords } from './records/create-records';
export * from './records/link-writes';
export * from './records/plan-links';
export { soughtTitle } from './records/primary-title';
export { putBack } from './records/put-back';
export * from './records/record-command';
export * from './records/record-plan';
export * from './records/repeated-op';
export { requireChoices } from './records/require-choices';
export { nothingTrashed } from './records/restore-records';
export * from './structure/field-plan';
export * from './structure/free-name';
export { convertCell, type ConvertedCell, fateOf } from './structure/convert-cell';
export { type LinkTitles, madeOfTitle, titlesOfCell } from './structure/link-titles';
export { withDefaults } from './records/keep-rules';
export { planComputed, planComputedFields, withComputed } from './structure/plan-computed';
export { resolvedButton } from './structure/resolved-button';
export { fittingRules, planRules } from './structure/plan-rules';
export * from './list/plan-list';
export {
  askedIn,
  BARE_SETTINGS,
  changedView,
  givesTheSame,
  planNewView,
  planViewChange,
  viewFitting,
  viewWithin,
  viewWithout,
} from './views/view-settings';
export { conditionsOf } from './views/filter';
export { filterCells } from './views/filter-cells';
export { type Asking, askingOf, ME } from './views/filter-condition';
export { filterFieldIds, type FieldPart, operandOf } from './views/filter-operand';
export { filterKind, type FilterKind, filterOperators } from './views/filter-operators';
export { shownFields } from './views/shown-fields';
export { recordColor } from './views/record-color';
export { givesColor } from './views/record-colors';
export { isToldByRow, RowFilter } from './views/row-filter';
export { summariesFault } from './views/summaries';
export { type FieldSummary, fittingSummaries, planSummaries } from './views/view-summaries';
export { summaryKinds } from './views/summary-kinds';
export {
  arrangingFault,
  requireArranging,
  requireDeleting,
  requireOwn,
  requireShared,
  type ViewActor,
} from './views/view-rights';
export { viewRoomFault } from './views/view-room';
export { viewFieldIds, viewFilters, viewFollowsClock } from './views/view-filters';
