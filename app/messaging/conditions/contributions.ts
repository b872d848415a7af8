import '#messaging/conditions/mail_conditions'
