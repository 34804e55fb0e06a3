/// The version of this program, as `daftar --version` and the headers tell it.
package enum NodeVersion {
    package static let text = "0.1.0"
}
