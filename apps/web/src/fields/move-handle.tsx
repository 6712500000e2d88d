'use client';
import { GripVertical } from 'lucide-react';

/** Takes a line of a list to another place: by dragging, or by the arrow keys. */
export function MoveHandle({
  name,
  onMove,
  onDrag,
}: {
  name: string;
  onMove: (by: 1 | -1) => void;
  onDrag: (dragging: boolean) => void;
}) {
  return (
    <button
      type="button"
      draggable
      aria-label={`Move ${name}: arrow up or down`}
      title="Drag, or press arrow up or down"
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = 'move';
        onDrag(true);
      }}
      onDragEnd={() => onDrag(false)}
      onKeyDown={(event) => {
        if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
        event.preventDefault();
        onMove(event.key === 'ArrowUp' ? -1 : 1);
      }}
      className="flex h-7 w-5 shrink-0 cursor-grab items-center justify-center rounded-md text-n10 hover:bg-n4 hover:text-n11"
    >
      <GripVertical size={14} strokeWidth={1.5} aria-hidden="true" />
    </button>
  );
}
