@main struct DaftarCommand { static func main() {} }
