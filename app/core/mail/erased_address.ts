/** What stands for the address of a mail whose reader was erased: that it was sent is known, to whom is not. */
export const ERASED_ADDRESS = 'erased'
