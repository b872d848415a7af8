export const policies = {
  CommerceOrderPolicy: () => import('#app/commerce/policies/order_policy'),
  CommerceProductPolicy: () => import('#app/commerce/policies/product_policy'),
  CoursePolicy: () => import('#app/courses/policies/course_policy'),
  CoursesEnrolmentPolicy: () => import('#app/courses/policies/enrolment_policy'),
  CoursesLessonPolicy: () => import('#app/courses/policies/lesson_policy'),
  CrmContactPolicy: () => import('#app/crm/policies/contact_policy'),
  IdentityMembershipPolicy: () => import('#app/identity/policies/membership_policy'),
  IdentityOrganizationHostPolicy: () => import('#app/identity/policies/organization_host_policy'),
  IdentityOrganizationPolicy: () => import('#app/identity/policies/organization_policy'),
  IdentityProviderAccountPolicy: () => import('#app/identity/policies/provider_account_policy'),
  IdentityStaffPolicy: () => import('#app/identity/policies/staff_policy'),
  InsightPolicy: () => import('#app/insights/policies/insight_policy'),
  MediaFilePolicy: () => import('#app/media/policies/file_policy'),
  SiteSitePagePolicy: () => import('#app/site/policies/site_page_policy'),
}

