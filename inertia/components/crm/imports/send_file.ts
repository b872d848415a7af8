/** Sends a file as the body of a request and tells how far it is (0 to 1). Rejects with words for the person. */
export function sendFile(
  url: string,
  file: File,
  onProgress: (share: number) => void
): Promise<{ id: string }> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    const token = document.cookie.match(/XSRF-TOKEN=([^;]+)/)?.[1] ?? ''
    request.open('POST', url)
    request.setRequestHeader('Accept', 'application/json')
    request.setRequestHeader('Content-Type', 'application/octet-stream')
    request.setRequestHeader('X-File-Name', encodeURIComponent(file.name))
    request.setRequestHeader('X-XSRF-TOKEN', decodeURIComponent(token))
    request.upload.onprogress = ({ loaded, total }) => onProgress(loaded / Math.max(total, 1))
    request.onerror = () =>
      reject(new Error('The connection was lost. Check it and choose the file again.'))
    request.onload = () => {
      let answer: { data?: { id: string }; detail?: string; errors?: { message: string }[] } = {}
      try {
        answer = JSON.parse(request.responseText)
      } catch {
        // What is no JSON has no words for people.
      }
      if (request.status === 201 && answer.data) resolve(answer.data)
      else
        reject(
          new Error(
            answer.errors?.[0]?.message ??
              answer.detail ??
              'The file could not be uploaded. Try again.'
          )
        )
    }
    request.send(file)
  })
}
