export { cleanRichText, LONGEST_TEXT, plainText } from '#core/rich_text'
