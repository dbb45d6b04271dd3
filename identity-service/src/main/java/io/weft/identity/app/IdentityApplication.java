package io.weft.identity.app;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Import;

/** identity-service: Certify and the trust bundle on port 8080, the admin API on 8443, tokens on a unix socket, management on 8086. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableConfigurationProperties(IdentityProperties.class)
@Import({AuthorityBeans.class, ProofBeans.class, EventBeans.class, ApiBeans.class, MintBeans.class})
public class IdentityApplication {
    public static void main(String[] arguments) {
        SpringApplication.run(IdentityApplication.class, arguments);
    }
}
