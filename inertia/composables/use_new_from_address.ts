import { onMounted, type Ref } from 'vue'

/** Opens a page's "new" dialog where the address ends in `?new=1`, as the palette's actions do. */
export function useNewFromAddress(open: Ref<boolean>) {
  onMounted(() => {
    const address = new URL(window.location.href)
    if (!address.searchParams.has('new')) return
    open.value = true
    // A reload or the way back does not open it once more.
    address.searchParams.delete('new')
    window.history.replaceState(window.history.state, '', address)
  })
}
