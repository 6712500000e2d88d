//go:build !linux

package socket

import "syscall"

const supported = false

func read(uintptr, []byte) (int, syscall.Errno)  { return 0, syscall.ENOSYS }
func write(uintptr, []byte) (int, syscall.Errno) { return 0, syscall.ENOSYS }
func peek(uintptr) (int, syscall.Errno)          { return 0, syscall.ENOSYS }
func acknowledged(uintptr) (uint64, bool)        { return 0, false }
