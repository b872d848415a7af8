import type { HttpContext } from '@adonisjs/core/http'
import env from '#start/env'
import OrganizationHost from '#identity/models/organization_host'
import OrganizationHostPolicy from '#identity/policies/organization_host_policy'
import { addHost, makeCanonical, removeHost } from '#identity/organization_hosts'
import { siteUrl } from '#identity/site_url'
import { hostValidator } from '#identity/validators/organization'

export default class HostsController {
  async index({ bouncer, inertia, organization, staff }: HttpContext) {
    await bouncer.with(OrganizationHostPolicy).authorize('read')
    const hosts = await OrganizationHost.query().orderBy('host')
    return inertia.render('identity/settings/domains', {
      hosts: hosts.map(({ id, host, isCanonical }) => ({ id, host, isCanonical })),
      siteUrl: await siteUrl(organization),
      builtIn: `${organization.slug}.${env.get('APP_DOMAIN')}`,
      canEdit: staff.can('domains:create'),
    })
  }

  async store({ bouncer, organization, request, response, session }: HttpContext) {
    await bouncer.with(OrganizationHostPolicy).authorize('create')
    const { host } = await request.validateUsing(hostValidator)
    const added = await addHost(organization, host)
    session.flash('success', `${added.host} added`)
    return response.redirect('/admin/settings/domains')
  }

  async update({ bouncer, params, response, session }: HttpContext) {
    await bouncer.with(OrganizationHostPolicy).authorize('create')
    const host = await OrganizationHost.query().where('id', params.id).firstOrFail()
    await makeCanonical(host)
    session.flash('success', `${host.host} is the main address now`)
    return response.redirect('/admin/settings/domains')
  }

  async destroy({ bouncer, params, response, session }: HttpContext) {
    await bouncer.with(OrganizationHostPolicy).authorize('delete')
    const host = await OrganizationHost.query().where('id', params.id).firstOrFail()
    await removeHost(host)
    session.flash('success', `${host.host} removed`)
    return response.redirect('/admin/settings/domains')
  }
}
