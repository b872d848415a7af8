import ipaddr from 'ipaddr.js'
import type { HttpRequest } from '@adonisjs/core/http'
import { safeEqual } from '#core/crypto/tokens'
import env from '#start/env'

const PROXY_HEADERS = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via']

/**
 * Whether a request may read the metrics: with METRICS_TOKEN, or from this very
 * machine. A proxy here makes the whole world look local, so its headers count.
 */
export function mayScrape(request: Pick<HttpRequest, 'header' | 'request'>): boolean {
  const token = env.get('METRICS_TOKEN')
  const sent = request.header('authorization')?.match(/^Bearer (.+)$/i)?.[1]
  if (token && sent && safeEqual(sent, token)) return true
  if (PROXY_HEADERS.some((name) => request.header(name) !== undefined)) return false
  const peer = request.request.socket.remoteAddress
  return peer !== undefined && ipaddr.isValid(peer) && ipaddr.process(peer).range() === 'loopback'
}
