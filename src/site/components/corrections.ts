/** How many statements of the notes the chapter corrects. Each correction gives its number among them. */
export const corrections = 6;
