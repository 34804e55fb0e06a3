import Storage

extension PreparedStatement {
    /// Runs it for many names: its parameter `?1` is a list that it reads with `json_each`, so that
    /// thousands of them cost one run, and what they find is read in the order of the list.
    ///
    /// - Parameter values: for `?2` and on.
    func forEach(
        of names: some RandomAccessCollection<Int64>, _ values: SQLValue...,
        body: (SQLRow) throws(StorageError) -> Void
    ) throws(StorageError) {
        var rest = names[...]
        while !rest.isEmpty {
            let batch = rest.prefix(namesABatch)
            rest = rest.dropFirst(namesABatch)
            let list = "[" + batch.map { String($0) }.joined(separator: ",") + "]"
            try forEach([.text(list)] + values, body)
        }
    }
}

private let namesABatch = 8_192
