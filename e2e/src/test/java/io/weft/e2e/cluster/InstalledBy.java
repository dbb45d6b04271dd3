package io.weft.e2e.cluster;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** How the mesh of a test class has come into its cluster; without this, by the commands. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface InstalledBy {
    Installation value();
}
