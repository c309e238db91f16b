package dev.ferry.peers.azure.servicebus;

import org.apache.qpid.proton.engine.Delivery;

/** Our side of a link. */
interface Endpoint {
  /** A whole transfer has come, or the other side has said what becomes of one. */
  void onDelivery(Delivery delivery);

  /** The other side has given or taken back credit. */
  default void onFlow() {}

  /** The link is gone, or its connection. */
  default void onGone() {}
}
