export async function purgePages(_t: string[]) {}
export async function renderPublic(ctx: any, page: string, props: any, _o: any) {
  return ctx.inertia.render(page, props)
}
