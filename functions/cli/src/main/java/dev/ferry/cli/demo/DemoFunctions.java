package dev.ferry.cli.demo;

import dev.ferry.processing.ApplicationPlan;
import dev.ferry.topology.Topology;
import java.util.Map;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The demo's functions where they are deployed, each fed from its queue. */
interface DemoFunctions extends AutoCloseable {
  /** Begins to feed them. */
  void start();

  /** Whether nothing runs, as far as the host tells. */
  boolean idle();

  /** Feeds them no more, and ends them. Idempotent. */
  @Override
  void close();

  /** Deploys functions. */
  interface Hosting {
    /**
     * Deploys a function for each handler.
     *
     * @param environment variables that all of them have
     */
    DemoFunctions deploy(
        Topology topology, ApplicationPlan plan, SqsClient queues, Map<String, String> environment);
  }
}
