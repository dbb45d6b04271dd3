package io.weft.viz.app;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.context.annotation.Conditional;

/** Only where the process has one of the roles {@link #value} and none of {@link #unless}. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Conditional(RoleCondition.class)
@interface ForRole {
    Role[] value();

    Role[] unless() default {};
}
