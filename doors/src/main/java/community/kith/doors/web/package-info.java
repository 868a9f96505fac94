/// The web page: ES modules, a style sheet and one HTML file among the resources of this package, no build step. Read
/// `index.html` and `app.js` first.
///
/// The page speaks to the node through the HTTP API like any other client; `community.kith.doors.http` hands the files
/// out.
package community.kith.doors.web;
