import type { ReturnDomain } from '#messaging/provider_events/bounce_address'

/** What a mail server's administrator adds, file by file. */
export type Pipe = { server: string; files: { name: string; text: string }[] }

/** How mail servers hand bounces over to the command `mail:receive`; where it fails they keep the mail and try again. */
export function pipesFor({ domain, mailbox }: ReturnDomain): Pipe[] {
  return [
    {
      server: 'Postfix',
      files: [
        {
          name: '/etc/postfix/master.cf',
          text: [
            'warren  unix  -  n  n  -  4  pipe',
            '  flags=R user=warren directory=/srv/warren',
            '  argv=/usr/bin/env node ace mail:receive --to=${recipient}',
          ].join('\n'),
        },
        {
          name: '/etc/postfix/main.cf',
          text: [
            ...(mailbox
              ? ['recipient_delimiter = +']
              : [`relay_domains = $mydestination, ${domain}`]),
            'transport_maps = inline:{ ' +
              `${mailbox ? `{ ${mailbox}@${domain} = warren: }` : `{ ${domain} = warren: }`} }`,
            'warren_destination_recipient_limit = 1',
          ].join('\n'),
        },
      ],
    },
    {
      server: 'Exim',
      files: [
        {
          name: 'A router, before those of other mailboxes',
          text: [
            'warren_bounces:',
            '  driver = accept',
            `  domains = ${domain}`,
            ...(mailbox ? [`  local_parts = ${mailbox}`, '  local_part_suffix = +*'] : []),
            '  transport = warren_pipe',
          ].join('\n'),
        },
        {
          name: 'A transport',
          text: [
            'warren_pipe:',
            '  driver = pipe',
            '  command = /usr/bin/env node ace mail:receive',
            '  current_directory = /srv/warren',
            '  home_directory = /srv/warren',
            '  user = warren',
            '  temp_errors = 75',
            '  log_output',
          ].join('\n'),
        },
      ],
    },
    {
      server: 'By hand',
      files: [
        {
          name: 'One mail from a file',
          text: `node ace mail:receive --to=<the address it came to> < bounce.eml`,
        },
        {
          name: 'Where Warren runs in containers',
          text: 'docker compose exec -T web node ace mail:receive --to=${recipient}',
        },
      ],
    },
  ]
}
