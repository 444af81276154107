/** Returns the bill, in Node.js. */
export const handler = async ({ bill }) => bill;
