/** Aggregate reports as mailbox providers write them, about a domain; each by the name of who writes so. */
export function dmarcSamples(domain: string): Record<string, string> {
  const row = (
    ip: string,
    count: number,
    [disposition, dkim, spf]: [string, string, string],
    auth: string,
    { from = domain, more = '', identifiers = '' } = {}
  ) => `<record><row><source_ip>${ip}</source_ip><count>${count}</count><policy_evaluated>
<disposition>${disposition}</disposition><dkim>${dkim}</dkim><spf>${spf}</spf>${more}</policy_evaluated></row>
<identifiers>${identifiers}<header_from>${from}</header_from></identifiers><auth_results>${auth}</auth_results></record>`
  const dkim = (of: string, result: string, selector = 'w1') =>
    `<dkim><domain>${of}</domain><result>${result}</result><selector>${selector}</selector></dkim>`
  const spf = (of: string, result: string) =>
    `<spf><domain>${of}</domain><result>${result}</result></spf>`
  const head = (org: string, id: string, policy = 'none', more = '') =>
    `<report_metadata><org_name>${org}</org_name><email>noreply@${org}</email>${more}<report_id>${id}</report_id>
<date_range><begin>1763510400</begin><end>1763596799</end></date_range></report_metadata>
<policy_published><domain>${domain}</domain><adkim>r</adkim><aspf>r</aspf><p>${policy}</p><sp>${policy}</sp><pct>100</pct>
</policy_published>`
  const xml = (body: string, declaration = '<?xml version="1.0" encoding="UTF-8" ?>') =>
    `${declaration}\n<feedback>\n${body}\n</feedback>\n`
  const good = row(
    '198.51.100.7',
    412,
    ['none', 'pass', 'pass'],
    dkim(domain, 'pass') + spf(domain, 'pass')
  )

  return {
    google: xml(
      head(
        'google.com',
        '1840273650911827',
        'none',
        '<extra_contact_info>https://support.google.com/a/answer/2466580</extra_contact_info>'
      ) +
        good +
        row('203.0.113.9', 3, ['none', 'fail', 'fail'], spf('forged.test', 'softfail'))
    ),
    yahoo: xml(head('Yahoo', '1763602113.118842') + good, '<?xml version="1.0"?>'),
    microsoft: xml(
      `<version>1.0</version>${head('Enterprise Outlook', '3e1f7cb9a0de4e4d9b02', 'reject')}${row(
        '2001:db8:25::1',
        18,
        ['none', 'pass', 'fail'],
        dkim(domain, 'pass') + spf('bounces.relay.test', 'pass'),
        {
          identifiers: `<envelope_to>outlook.com</envelope_to><envelope_from>bounces.relay.test</envelope_from>`,
        }
      )}`
    ).replace(
      '<feedback>',
      '<feedback xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
    ),
    mailru: xml(
      head('Mail.Ru', '38210944771210015141763510400') +
        row(
          '198.51.100.7',
          7,
          ['none', 'fail', 'pass'],
          spf(domain, 'pass').replace('<domain>', '<scope>mfrom</scope><domain>')
        )
    ),
    ses: xml(
      head('AMAZON-SES', '9a0c0f5d-2b1f-4d88-9d7a-1d1b9e6c2f55', 'quarantine') +
        row(
          '54.240.8.11',
          96,
          ['none', 'pass', 'fail'],
          dkim('amazonses.com', 'pass', 'shh3') +
            dkim(domain, 'pass') +
            spf('eu-west-1.amazonses.com', 'pass')
        )
    ),
    fastmail: xml(
      head('FastMail Pty Ltd', '1129384755', 'none') +
        row(
          '192.0.2.44',
          5,
          ['none', 'fail', 'fail'],
          dkim(domain, 'fail') + spf('lists.test', 'pass'),
          {
            more: '<reason><type>mailing_list</type><comment>list of rabbits</comment></reason>',
          }
        )
    ),
    comcast: xml(head('comcast.net', 'v1-1763600000-comcast') + good + good, ''),
    latin: xml(
      head('Société de Courrier', 'fr-2025-11-19') + good,
      '<?xml version="1.0" encoding="ISO-8859-1"?>'
    ),
    subdomain: xml(
      head('gmx.net', 'r-77aa41') +
        row(
          '198.51.100.20',
          40,
          ['quarantine', 'fail', 'fail'],
          dkim('sendgrid.net', 'pass', 's1') + spf('u1.wl.sendgrid.net', 'pass'),
          { from: `news.${domain}` }
        )
    ),
    bis: `<?xml version="1.0"?>
<fb:feedback xmlns:fb="urn:ietf:params:xml:ns:dmarc-2.0"><fb:version>1.0</fb:version><fb:report_metadata>
<fb:org_name>Sample Mail</fb:org_name><fb:email>d@sample.test</fb:email><fb:report_id>3v98abbp8ya9n3va8yr8oa3ya</fb:report_id>
<fb:date_range><fb:begin>1763510400</fb:begin><fb:end>1763596799</fb:end></fb:date_range></fb:report_metadata>
<fb:policy_published><fb:domain>${domain}</fb:domain><fb:p>quarantine</fb:p><fb:np>none</fb:np><fb:testing>n</fb:testing>
<fb:discovery_method>treewalk</fb:discovery_method></fb:policy_published><fb:record><fb:row>
<fb:source_ip>198.51.100.7</fb:source_ip><fb:count>123</fb:count><fb:policy_evaluated><fb:disposition>pass</fb:disposition>
<fb:dkim>pass</fb:dkim><fb:spf>fail</fb:spf></fb:policy_evaluated></fb:row><fb:identifiers>
<fb:envelope_from>${domain}</fb:envelope_from><fb:header_from>${domain}</fb:header_from></fb:identifiers><fb:auth_results>
<fb:dkim><fb:domain>${domain}</fb:domain><fb:selector>abc123</fb:selector><fb:result>pass</fb:result></fb:dkim>
</fb:auth_results></fb:record></fb:feedback>`,
  }
}

/** What looks like a report and is none, with what is said of it. */
export function brokenReports(domain: string): Record<string, [string, RegExp]> {
  const good = dmarcSamples(domain).google
  return {
    entities: [
      good.replace(
        '<feedback>',
        `<!DOCTYPE feedback [<!ENTITY x SYSTEM "file:///etc/passwd">]><feedback>`
      ),
      /declares entities/,
    ],
    cut: [good.slice(0, good.length / 2), /XML of this file is damaged/],
    other: ['<?xml version="1.0"?><rss><channel/></rss>', /another element/],
    counts: [good.replace('<count>412', '<count>-412'), /row 1 has no count/],
    address: [good.replace('198.51.100.7', '198.51.100.7; drop'), /row 1 has no address/],
    nameless: [good.replace(/<report_id>[^<]*</, '<report_id><'), /has no report_id/],
  }
}
