import { classNames } from '@pyairtable/ui';
import { Check } from 'lucide-react';
import type { PasswordRule } from './password-rules';

/** The rules of a new password, with those that are met. */
export function PasswordRuleList({ rules }: { rules: readonly PasswordRule[] }) {
  return (
    <ul className="flex flex-col gap-1 text-xs" aria-label="Password rules">
      {rules.map((rule) => (
        <li
          key={rule.text}
          className={classNames('flex items-center gap-1.5', rule.met ? 'text-green-text' : 'text-n11')}
        >
          <Check size={14} strokeWidth={2} aria-hidden="true" className={rule.met ? '' : 'opacity-35'} />
          {rule.text}
          <span className="sr-only">{rule.met ? '(met)' : '(not met yet)'}</span>
        </li>
      ))}
    </ul>
  );
}
