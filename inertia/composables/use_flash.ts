import { onMounted, watch } from 'vue'
import { router, usePage } from '@inertiajs/vue3'
import { useToast } from '@nuxt/ui/composables/useToast'

type Flash = {
  success?: string
  error?: string
  /** Where what was done can be taken back. */
  undo?: { method: 'post'; href: string }
}

/** Shows what the server has to say as a toast. */
export function useFlash() {
  const page = usePage()
  const toast = useToast()
  const show = (flash: Flash | undefined) => {
    const { undo } = flash ?? {}
    if (flash?.success)
      toast.add({
        // What a page loads later brings the same words again: one toast for both.
        id: `success:${flash.success}:${undo?.href ?? ''}`,
        title: flash.success,
        icon: 'i-lucide-circle-check',
        color: 'success',
        ...(undo && {
          duration: 12_000,
          actions: [
            {
              label: 'Undo',
              icon: 'i-lucide-undo-2',
              color: 'neutral' as const,
              variant: 'outline' as const,
              onClick: () => router.visit(undo.href, { method: undo.method }),
            },
          ],
        }),
      })
    if (flash?.error)
      toast.add({
        id: `error:${flash.error}`,
        title: flash.error,
        icon: 'i-lucide-circle-alert',
        color: 'error',
        duration: 10_000,
      })
  }
  onMounted(() => show((page as unknown as { flash?: Flash }).flash))
  watch(
    () => (page as unknown as { flash?: Flash }).flash,
    (flash) => show(flash)
  )
}
