import EPCIS
import HTTPTypes
import Hummingbird

extension Response {
    /// A JSON answer of this node.
    init(
        json value: JSONValue, status: HTTPResponse.Status = .ok,
        contentType: String = MediaTypes.json, headers: HTTPFields = HTTPFields()
    ) {
        self.init(
            json: JSONText.bytes(of: value), status: status, contentType: contentType,
            headers: headers)
    }

    /// A JSON answer that is text already.
    init(
        json text: [UInt8], status: HTTPResponse.Status = .ok,
        contentType: String = MediaTypes.json, headers: HTTPFields = HTTPFields()
    ) {
        var headers = headers
        headers[.contentType] = contentType
        self.init(
            status: status, headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: text)))
    }
}
