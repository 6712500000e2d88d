import { create } from 'zustand';

/** Whether the server has said that nobody, or somebody else, is signed in in this browser any more. */
export const useSignedOut = create<{ signedOut: boolean }>()(() => ({ signedOut: false }));

/** The server refused this page's person: the page stays, and asks them to sign in on the spot. */
export const noteSignedOut = (): void => useSignedOut.setState({ signedOut: true });

/** The page's person is signed in again. */
export const noteSignedIn = (): void => useSignedOut.setState({ signedOut: false });
