export type Candidate = {
  id: string
  name: string
  firstName: string | null
  lastName: string | null
  emails: string[]
  phones: string[]
  companies: string[]
  tags: string[]
  jobTitle: string | null
  lifecycle: string
  owner: string | null
  address: string | null
  locale: string | null
  timeZone: string | null
  externalId: string | null
  source: string
  custom: Record<string, unknown>
  createdAt: string
  filled: number
}

export type Pair = { id: string; score: number; reasons: string[]; a: Candidate; b: Candidate }

export type Scan = {
  state: 'waiting' | 'running' | 'done' | 'failed'
  step: string | null
  finishedAt: string | null
}
export type Run = {
  id: string
  rule: 'email' | 'phone_name' | 'name_company' | 'certain'
  state: 'waiting' | 'running' | 'done' | 'stopped' | 'failed' | 'undoing' | 'undone'
  total: number
  merged: number
  skipped: number
  at: string
  undone: number
  staying: { reason: string; count: number }[]
  canUndo: boolean
}

export const RULES: Record<Run['rule'], { label: string; description: string }> = {
  phone_name: {
    label: 'Same number and same name',
    description: 'The usual trace of somebody who was entered twice.',
  },
  email: {
    label: 'Same e-mail address but for dots and tags, and same name',
    description: 'ada+shop@example.com and ada@example.com.',
  },
  name_company: {
    label: 'Same name and same company',
    description: 'Mind father and son in a family business.',
  },
  certain: {
    label: 'Every pair that is very likely',
    description: 'With a likelihood of 90 % or more.',
  },
}

export const REASONS: Record<string, { label: string; icon: string }> = {
  email: { label: 'Same e-mail address', icon: 'i-lucide-mail' },
  phone: { label: 'Same number', icon: 'i-lucide-phone' },
  name: { label: 'Same name', icon: 'i-lucide-user' },
  similar_name: { label: 'Similar name', icon: 'i-lucide-user-search' },
  company: { label: 'Same company', icon: 'i-lucide-building-2' },
  place: { label: 'Same place', icon: 'i-lucide-map-pin' },
}

export function likelihood(score: number): {
  label: string
  color: 'success' | 'warning' | 'neutral'
} {
  if (score >= 85) return { label: 'Very likely', color: 'success' }
  if (score >= 65) return { label: 'Likely', color: 'warning' }
  return { label: 'Possible', color: 'neutral' }
}
