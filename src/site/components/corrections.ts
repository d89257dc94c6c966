/** How many statements of the notes the chapter corrects. A correction says which of them it is. */
export const corrections = 6;
