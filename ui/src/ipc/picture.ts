/** A hidden page is never painted, and does not wait for ever. */
const pictureMaxMs = 500;

let painted = (): void => {};
let picture: Promise<void> = Promise.resolve();

/** The page can paint without asking: until it has, whatever is asked beside that waits. */
export function paintFirst(): void {
  picture = new Promise((resolve) => {
    painted = resolve;
    setTimeout(resolve, pictureMaxMs);
  });
}

/** What is to be painted first stands in the page; in the second frame from here it has been. */
export const firstPicture = (): void => {
  requestAnimationFrame(() => requestAnimationFrame(() => painted()));
};

export const afterPicture = (): Promise<void> => picture;
