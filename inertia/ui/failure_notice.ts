import { defineComponent, onBeforeUnmount, onMounted } from 'vue'
import { router } from '@inertiajs/vue3'
import { useToast } from '@nuxt/ui/composables/useToast'

/**
 * Says that a visit failed, and leaves the page with all that was typed as it is: for an answer
 * that is no page of ours (a proxy's error, a crash) and for no answer at all. Error pages of the
 * house come as pages and are shown as such.
 */
export const FailureNotice = defineComponent({
  name: 'FailureNotice',
  setup() {
    const toast = useToast()
    const say = (title: string, description: string) =>
      toast.add({
        id: 'failure',
        color: 'error',
        icon: 'i-lucide-circle-alert',
        title,
        description,
      })
    let stop: (() => void)[] = []
    onMounted(() => {
      stop = [
        router.on('httpException', ({ detail: { response } }) => {
          if (response.headers['x-inertia']) return true
          say(
            'That did not work',
            `The server answered ${response.status}. Nothing was lost: try again.`
          )
          return false
        }),
        router.on('networkError', () => {
          say('No connection', 'The server could not be reached. Nothing was lost: try again.')
          return false
        }),
      ]
    })
    onBeforeUnmount(() => stop.forEach((end) => end()))
    return () => null
  },
})
