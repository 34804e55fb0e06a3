extension JSONValue {
    /// - Throws: the first thing that is not strict JSON.
    package init(parsing bytes: [UInt8], limits: JSONLimits = JSONLimits()) throws(JSONError) {
        self = try ByteWindow.lend(bytes) { (window) throws(JSONError) in
            try JSONScanner.scan(window, limits: limits).value(0)
        }
    }
}
