import EPCIS
import HTTPTypes
import Hummingbird

extension Response {
    /// A JSON answer of this node.
    init(
        json value: JSONValue, status: HTTPResponse.Status = .ok,
        contentType: String = MediaTypes.json, headers: HTTPFields = HTTPFields()
    ) {
        var headers = headers
        headers[.contentType] = contentType
        self.init(
            status: status, headers: headers,
            body: ResponseBody(byteBuffer: JSONText.buffer(of: value)))
    }
}
