package io.weft.viz.app;

import io.weft.service.cluster.TokenReviews;
import io.weft.service.settings.MeshProperties;
import io.weft.viz.dashboard.ApiForward;
import io.weft.viz.dashboard.HostGuard;
import io.weft.viz.dashboard.Page;
import io.weft.viz.dashboard.TapPlace;
import io.weft.viz.signin.Sessions;
import io.weft.viz.signin.SignInApi;
import io.weft.viz.signin.SignInGuard;
import io.weft.viz.tap.LineTapApi;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.client.ReactorResourceFactory;

/** What browsers may reach. */
@Configuration(proxyBeanMethods = false)
@ForRole({Role.WEB, Role.METRICS_API})
class WebBeans {
    @Bean
    HostGuard hostGuard(VizProperties settings, MeshProperties mesh, ApplicationContext context) {
        return new HostGuard(settings.hosts(mesh.clusterDomain()), context);
    }

    /** The page. */
    @Configuration(proxyBeanMethods = false)
    @ForRole(Role.WEB)
    @Import(Page.class)
    static class OfThePage {
        @Bean
        TapPlace tapPlace(ObjectProvider<LineTapApi> tap) {
            return new TapPlace(tap.getIfAvailable() != null);
        }
    }

    /** Who may see it, in a cluster; on one machine whoever reaches it. */
    @Configuration(proxyBeanMethods = false)
    @ForRole(Role.WEB)
    @ConditionalOnExpression("!'${mesh.viz.viewer:}'.isEmpty()")
    static class OfSignIn {
        @Bean
        Sessions sessions() {
            return new Sessions(InstantSource.system());
        }

        @Bean
        SignInApi signInApi(Sessions sessions, TokenReviews tokens, VizProperties settings) {
            return new SignInApi(sessions, token -> tokens.review(token, SignInApi.AUDIENCE), settings.viewer());
        }

        @Bean
        SignInGuard signInGuard(Sessions sessions, ApplicationContext context) {
            return new SignInGuard(sessions, context);
        }
    }

    /** The page's way to metrics that another process has. */
    @Configuration(proxyBeanMethods = false)
    @ForRole(value = Role.WEB, unless = Role.METRICS_API)
    static class OfTheWay {
        @Bean
        ApiForward apiForward(VizProperties settings, ReactorResourceFactory resources) {
            return new ApiForward(settings.metricsApi(), resources.getLoopResources());
        }
    }
}
