/// The HTTP API of a node and the server under its web page. Read [HttpDoor] first, then [Api] for what there is to
/// call
/// and [Gate] for who may.
///
/// A request runs start to end on one virtual thread with blocking streams; nothing is kept of a body but the buffers
/// it
/// passes through. The contract is `openapi.json` next to this package's classes, served at `/api/v1/openapi.json`.
package community.kith.doors.http;
