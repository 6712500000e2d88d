import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { SignUpForm } from './sign-up-form';

afterEach(() => vi.unstubAllGlobals());

function answering(url: string) {
  const fetched = vi.fn((path: string) =>
    Promise.resolve(Response.json(path.endsWith('csrf') ? { csrfToken: 't' } : { url })),
  );
  vi.stubGlobal('fetch', fetched);
  return fetched;
}

it('asks for nothing until the form is complete, and names what is missing', async () => {
  const fetched = answering('/');
  const user = userEvent.setup();
  render(<SignUpForm next="/" />);
  await user.type(screen.getByLabelText('E-mail'), 'mia');
  await user.click(screen.getByRole('button', { name: 'Create account' }));
  expect(screen.getByText('Enter your name.')).toBeDefined();
  expect(document.activeElement).toBe(screen.getByLabelText('Name'));
  expect(fetched).not.toHaveBeenCalled();
});

it('keeps what was typed when it is refused', async () => {
  answering('http://localhost/api/auth/error?error=INVALID_SIGN_UP');
  const user = userEvent.setup();
  render(<SignUpForm next="/place" />);
  await user.type(screen.getByLabelText('Name'), 'Mia');
  await user.type(screen.getByLabelText('E-mail'), 'mia@example.com');
  await user.type(screen.getByLabelText('Password'), 'a long password');
  await user.click(screen.getByRole('button', { name: 'Create account' }));
  const said = (await screen.findByRole('alert')).textContent;
  expect(said).toContain('could not be created with this address');
  // Neither the password's fault, which met its rules, nor word of whether somebody has the address.
  expect(said).not.toMatch(/password|taken|exists|already|in use/i);
  expect(screen.getByRole('link', { name: 'Sign in' }).getAttribute('href')).toBe('/sign-in?next=%2Fplace');
  expect(document.activeElement).toBe(screen.getByLabelText('E-mail'));
  expect(screen.getByLabelText<HTMLInputElement>('Password').value).toBe('a long password');
  expect(screen.getByLabelText<HTMLInputElement>('E-mail').value).toBe('mia@example.com');
});

it('ticks the password rules off while typing, and shows the password on request', async () => {
  const user = userEvent.setup();
  render(<SignUpForm next="/" />);
  const rule = () => screen.getByText(/At least 8 characters/).textContent;
  expect(rule()).toContain('not met yet');
  await user.type(screen.getByLabelText('Password'), 'a long password');
  expect(rule()).toContain('(met)');
  await user.click(screen.getByRole('button', { name: 'Show password' }));
  expect(screen.getByLabelText<HTMLInputElement>('Password').type).toBe('text');
});
