export const emptyAddress = () => ({
  city: null,
  country: null,
  line1: null,
  line2: null,
  postal_code: null,
  state: null,
})

export const billingDetails = (email: string | null, name: string | null) => ({
  address: emptyAddress(),
  email,
  name,
  phone: null,
  tax_id: null,
})
