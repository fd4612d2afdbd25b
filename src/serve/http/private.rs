//! The address at which only the lanes reach tiny_http.

#[cfg(not(unix))]
pub(super) use loopback::{Address, Stream, listen};
#[cfg(unix)]
pub(super) use socket::{Address, Stream, listen};

/// A socket in a folder of our own, which goes once the lanes are connected.
#[cfg(unix)]
mod socket {
    use std::io;
    use std::os::unix::net::UnixListener;
    pub(in crate::serve::http) use std::os::unix::net::UnixStream as Stream;

    pub(in crate::serve::http) struct Address(tempfile::TempDir);

    pub(in crate::serve::http) fn listen() -> io::Result<(UnixListener, Address)> {
        let folder = tempfile::Builder::new().prefix("whydeck-").tempdir()?;
        let listener = UnixListener::bind(folder.path().join("s"))?;
        Ok((listener, Address(folder)))
    }

    impl Address {
        pub(in crate::serve::http) fn connect(&self) -> io::Result<Stream> {
            Stream::connect(self.0.path().join("s"))
        }
    }
}

/// A free port on the loopback.
#[cfg(not(unix))]
mod loopback {
    use std::io;
    pub(in crate::serve::http) use std::net::TcpStream as Stream;
    use std::net::{SocketAddr, TcpListener};

    pub(in crate::serve::http) struct Address(SocketAddr);

    pub(in crate::serve::http) fn listen() -> io::Result<(TcpListener, Address)> {
        let listener = TcpListener::bind(("127.0.0.1", 0))?;
        let address = listener.local_addr()?;
        Ok((listener, Address(address)))
    }

    impl Address {
        pub(in crate::serve::http) fn connect(&self) -> io::Result<Stream> {
            let stream = Stream::connect(self.0)?;
            stream.set_nodelay(true)?;
            Ok(stream)
        }
    }
}
