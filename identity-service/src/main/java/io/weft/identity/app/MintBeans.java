package io.weft.identity.app;

import io.weft.identity.mint.PodIndex;
import io.weft.identity.token.TokenKeys;
import io.weft.identity.token.TokenMint;
import java.time.Clock;
import java.util.concurrent.Executor;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The unix socket, where one is asked for. Its index makes mesh-service start the feed. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("mesh.identity.mint-socket")
class MintBeans {

    @Bean
    PodIndex podIndex() {
        return new PodIndex();
    }

    @Bean
    MintLifecycle mintLifecycle(
            IdentityProperties properties, PodIndex pods, TokenKeys keys, Clock clock, Executor meshExecutor) {
        return new MintLifecycle(properties.socket().orElseThrow(), pods, new TokenMint(keys, clock), meshExecutor);
    }
}
