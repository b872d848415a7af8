/** Marks one of the user's notifications as read, or all of them; also while the page is being left. */
export async function readNotifications(id?: string): Promise<void> {
  const token = document.cookie.match(/XSRF-TOKEN=([^;]+)/)?.[1] ?? ''
  await fetch('/notifications/reads', {
    method: 'POST',
    keepalive: true,
    headers: {
      'Content-Type': 'application/json',
      'Accept': 'application/json',
      'X-XSRF-TOKEN': decodeURIComponent(token),
    },
    body: JSON.stringify({ id }),
  })
}
