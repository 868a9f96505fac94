/// Bytes as the wire and the disk see them: varints, multibase, DAG-CBOR. Start with DagCbor.
package community.kith.base.bytes;
