import { render } from '@testing-library/react';
import { FIELD_ICONS, FieldIcon, type FieldIconName } from './field-icon';
import { FIELD_ICON_SHAPES } from './field-icon-shapes';

it.each(Object.keys(FIELD_ICONS) as FieldIconName[])(
  'draws %s the same as a component and as shapes',
  (type) => {
    const { container } = render(<FieldIcon type={type} />);
    const drawn = [...(container.querySelector('svg')?.children ?? [])].map((shape) => shape.tagName);
    expect(drawn.length).toBeGreaterThan(0);
    expect(FIELD_ICON_SHAPES[type].map(([tag]) => tag)).toEqual(drawn);
  },
);
