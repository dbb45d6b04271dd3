package io.weft.service.admin;

import io.weft.kubernetes.feed.Feed;
import io.weft.service.cluster.AccessReviews;
import io.weft.service.cluster.ClusterAutoConfiguration;
import io.weft.service.cluster.TokenReviews;
import io.weft.service.feed.FeedAutoConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.web.server.SecurityWebFiltersOrder;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.authentication.AuthenticationWebFilter;
import org.springframework.security.web.server.authentication.ServerAuthenticationConverter;
import org.springframework.security.web.server.context.NoOpServerSecurityContextRepository;
import org.springframework.security.web.server.savedrequest.NoOpServerRequestCache;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher.MatchResult;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatchers;
import reactor.core.publisher.Mono;

/** Guards the admin API of a service that has one. Services without are left alone. */
@AutoConfiguration(after = {ClusterAutoConfiguration.class, FeedAutoConfiguration.class})
@ConditionalOnBean(AdminApi.class)
@EnableConfigurationProperties(AdminProperties.class)
@EnableWebFluxSecurity
public class AdminAutoConfiguration {
    private static final Logger log = LoggerFactory.getLogger(AdminAutoConfiguration.class);

    @Bean
    OpenApiPage openApiPage(AdminApi api, ObjectProvider<Feed> feed) {
        return new OpenApiPage(api, feed.getIfAvailable() != null);
    }

    @Bean
    @ConditionalOnBean(Feed.class)
    FeedPage feedPage(Feed feed) {
        return new FeedPage(feed);
    }

    @Bean
    Callers callers(
            AdminApi api,
            AdminProperties properties,
            ObjectProvider<TokenReviews> tokens,
            ObjectProvider<AccessReviews> access) {
        TokenReviews reviews = tokens.getIfAvailable();
        if (reviews != null) {
            return new Callers(api, new ClusterCallerCheck(reviews, access.getObject()));
        }
        return new Callers(
                api, properties.file().<CallerCheck>map(TokenFileCheck::new).orElseGet(() -> {
                    log.info("the admin API answers nobody: mesh.admin.token-file is not set");
                    return new NobodyCheck();
                }));
    }

    @Bean
    SecurityWebFilterChain adminSecurity(
            ServerHttpSecurity security, ApplicationContext here, AdminApi api, Callers callers) {
        AuthenticationWebFilter authentication = new AuthenticationWebFilter(callers);
        authentication.setServerAuthenticationConverter(token());
        authentication.setAuthenticationFailureHandler((filter, why) -> Refusals.unknown(filter.getExchange(), why));
        return security.securityMatcher(apiOf(here, api))
                .csrf(ServerHttpSecurity.CsrfSpec::disable)
                .httpBasic(ServerHttpSecurity.HttpBasicSpec::disable)
                .formLogin(ServerHttpSecurity.FormLoginSpec::disable)
                .logout(ServerHttpSecurity.LogoutSpec::disable)
                .requestCache(cache -> cache.requestCache(NoOpServerRequestCache.getInstance()))
                .securityContextRepository(NoOpServerSecurityContextRepository.getInstance())
                .addFilterAt(authentication, SecurityWebFiltersOrder.AUTHENTICATION)
                .authorizeExchange(paths -> paths.anyExchange().access(callers))
                .exceptionHandling(refusals ->
                        refusals.authenticationEntryPoint(Refusals::unknown).accessDeniedHandler(Refusals::denied))
                .build();
    }

    /** The management port, which has a context of its own, inherits this filter: there the path leads nowhere. */
    private static ServerWebExchangeMatcher apiOf(ApplicationContext here, AdminApi api) {
        ServerWebExchangeMatcher paths =
                ServerWebExchangeMatchers.pathMatchers(api.guarded().toArray(String[]::new));
        return exchange ->
                here.equals(exchange.getApplicationContext()) ? paths.matches(exchange) : MatchResult.notMatch();
    }

    private static ServerAuthenticationConverter token() {
        return exchange -> Mono.justOrEmpty(
                        BearerToken.of(exchange.getRequest().getHeaders().getOrEmpty("Authorization")))
                .map(token -> UsernamePasswordAuthenticationToken.unauthenticated("", token));
    }
}
