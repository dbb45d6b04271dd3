package io.weft.proxy.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicInteger;
import javax.management.JMException;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** What the flags that sidecars are shipped with have compiled: what data passes through, not what is run once a scrape. */
class ShippedCompilationTest {
    private static final String WAITS_FOR_ITS_COMPILERS = "-Xbatch";

    @Test
    void operatorsAreInterpretedHoweverOftenTheyRun() throws IOException, InterruptedException {
        assertThat(ShippedJvm.run(Busy.class, WAITS_FOR_ITS_COMPILERS))
                .contains("io.netty.buffer.AbstractByteBuf.writeByte(")
                .doesNotContain("reactor.");
    }

    /** Runs both kinds often enough for either compiler, and prints all that was compiled. */
    static final class Busy {
        private static final int TIMES = 20_000;

        private Busy() {}

        public static void main(String[] arguments) throws JMException {
            AtomicInteger seen = new AtomicInteger();
            for (int i = 0; i < TIMES; i++) {
                ByteBuf bytes = Unpooled.buffer(1);
                bytes.writeByte(i);
                bytes.release();
                Mono.just(i).map(number -> number + 1).subscribe(seen::set);
            }
            System.out.println(ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "compilerCodelist",
                            new Object[] {new String[0]},
                            new String[] {String[].class.getName()}));
        }
    }
}
