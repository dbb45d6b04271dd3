package io.weft.identity.app;

import io.micrometer.core.instrument.MeterRegistry;
import io.weft.identity.mint.MintCalls;
import io.weft.identity.mint.MintMeter;
import io.weft.identity.mint.MintRules;
import io.weft.identity.mint.PodIndex;
import io.weft.identity.token.TokenKeys;
import io.weft.identity.token.TokenMint;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The unix socket, where one is asked for. Its index makes mesh-service start the feed. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("mesh.identity.mint-socket")
class MintBeans {
    /** The feed takes up to 0.2 s for a file that has come to rest; a busy machine may take longer. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Bean
    PodIndex podIndex() {
        return new PodIndex();
    }

    @Bean
    @ConditionalOnMissingBean
    MintRules mintRules() {
        return MintRules.ofRoot();
    }

    /** The calls are no bean of their own: every bean of that kind is served on the network. */
    @Bean
    MintLifecycle mintLifecycle(
            IdentityProperties properties,
            PodIndex pods,
            MintRules rules,
            TokenMint mint,
            MintMeter meter,
            Executor meshExecutor) {
        MintCalls calls = new MintCalls(pods, rules, mint, meter, PATIENCE, meshExecutor);
        return new MintLifecycle(properties.socket().orElseThrow(), calls, meshExecutor);
    }

    @Bean
    TokenMint tokenMint(TokenKeys keys, Clock clock) {
        return new TokenMint(keys, clock);
    }

    @Bean
    MintMeter mintMeter(MeterRegistry registry) {
        return new MintMeter(registry);
    }
}
