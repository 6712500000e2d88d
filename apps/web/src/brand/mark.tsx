/** The product's mark: three rows of a table, one of them chosen. Decorative. */
export function Mark({ size = 24 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden="true">
      <rect width="24" height="24" rx="6" fill="var(--accent)" />
      <rect x="5" y="6" width="14" height="3" rx="1.5" fill="var(--on-accent)" opacity="0.55" />
      <rect x="5" y="10.5" width="14" height="3" rx="1.5" fill="var(--on-accent)" />
      <rect x="5" y="15" width="9" height="3" rx="1.5" fill="var(--on-accent)" opacity="0.55" />
    </svg>
  );
}
