import { computed, ref } from 'vue'
import { useShared } from '~/composables/use_shared'
import { call } from './call'
import type { Person } from './types'

const colleagues = ref<Person[]>([])
let loadedFor: string | undefined
let loading: Promise<void> | null = null

/** Who works in the organization, for mentions; read once, when somebody begins to write. */
export function useColleagues() {
  const { shared } = useShared()
  const loadColleagues = () => {
    const organization = shared.value.organization?.id
    if (loadedFor !== organization) loading = null
    loadedFor = organization
    loading ??= call<{ colleagues: Person[] }>('GET', '/admin/colleagues').then((answer) => {
      if (answer.ok) colleagues.value = answer.data.colleagues
      else loading = null
    })
    return loading
  }
  const mentions = computed(() => colleagues.value.map(({ id, name }) => ({ id, label: name })))
  return { mentions, loadColleagues }
}
