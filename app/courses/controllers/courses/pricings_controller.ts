import type { HttpContext } from '@adonisjs/core/http'
import Course from '#courses/models/course'
import CoursePolicy from '#courses/policies/course_policy'
import { pricingValidator } from '#courses/validators/course'

export default class PricingsController {
  async update({ bouncer, params, request, response, session }: HttpContext) {
    const course = await Course.query().where('id', params.course_id).firstOrFail()
    await bouncer.with(CoursePolicy).authorize('update')
    const { isFree, prices, seatLimit } = await request.validateUsing(pricingValidator)
    await course.setPricing({ isFree, prices, seatLimit: seatLimit ?? null })
    session.flash('success', 'Price saved')
    return response.redirect().back()
  }
}
